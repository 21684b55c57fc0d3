//! A map that keeps the order of the file and refuses a key that comes twice.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{self, Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Keys with values, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordered<V, K = String>(pub Vec<(K, V)>);

/// A text that stays where it was read from, as long as it has no escapes there: a draft has two for each cell, and of
/// a hundred thousand drafts most are read only to be added up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub(super) struct Borrowed<'a>(pub Cow<'a, str>);

impl From<String> for Borrowed<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl Deref for Borrowed<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Borrowed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Borrowed<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("引号里的文字")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Owned(text.to_owned())))
            }
        }

        from.deserialize_str(Text)
    }
}

impl<V, K> Default for Ordered<V, K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V, K> Ordered<V, K> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V: Serialize, K: Serialize> Serialize for Ordered<V, K> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de, V: Deserialize<'de>, K: Deserialize<'de> + Hash + Eq + fmt::Display> Deserialize<'de>
    for Ordered<V, K>
{
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<V, K>(PhantomData<(K, V)>);

        impl<'de, V: Deserialize<'de>, K: Deserialize<'de> + Hash + Eq + fmt::Display> Visitor<'de>
            for Entries<V, K>
        {
            type Value = Ordered<V, K>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("“名称: 内容”的列表")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(K, V)> = Vec::new();
                let (mut hashes, hasher) = (HashSet::new(), RandomState::new());
                while let Some((key, value)) = map.next_entry::<K, V>()? {
                    let is_new = hashes.insert(hasher.hash_one(&key));
                    if !is_new && entries.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!("“{key}”出现了两次")));
                    }
                    entries.push((key, value));
                }
                Ok(Ordered(entries))
            }
        }

        from.deserialize_map(Entries(PhantomData))
    }
}
