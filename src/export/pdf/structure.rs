//! The tree of elements as PDF objects, tied to the marks on the pages and to the links.

use lopdf::{Dictionary, Document as Written, Object, ObjectId};

use super::marks::{Hotspot, Marked};
use super::metadata::text_string;
use super::tree::{Element, ElementId, Kid, Role, Scope};

/// Gives the document its structure and its links; `sheets` are its pages.
pub(super) fn write(marked: &Marked, sheets: &[ObjectId], written: &mut Written) -> Result<(), lopdf::Error> {
    let needed: Vec<bool> = (0..marked.tree.elements.len()).map(|id| marked.tree.is_needed(id)).collect();
    let root = written.new_object_id();
    let ids: Vec<Option<ObjectId>> =
        needed.iter().map(|needed| needed.then(|| written.new_object_id())).collect();
    let annotations: Vec<ObjectId> = marked.hotspots.iter().map(|_| written.new_object_id()).collect();
    let objects = Objects { root, ids, annotations, sheets };
    for (element, id) in marked.tree.elements.iter().zip(&objects.ids) {
        if let Some(id) = id {
            written.objects.insert(*id, objects.element(element, *id).into());
        }
    }
    let mut parents: Vec<Object> = Vec::new();
    for (number, (owners, sheet)) in marked.owners.iter().zip(sheets).enumerate() {
        let owners: Vec<Object> = owners.iter().map(|owner| objects.reference(*owner)).collect();
        let sheet = written.get_dictionary_mut(*sheet)?;
        sheet.set("StructParents", integer(number));
        sheet.set("Tabs", "S");
        parents.extend([integer(number), owners.into()]);
    }
    let mut annotated: Vec<Vec<Object>> = vec![Vec::new(); sheets.len()];
    for (i, (hotspot, id)) in marked.hotspots.iter().zip(&objects.annotations).enumerate() {
        let key = integer(sheets.len() + i);
        parents.extend([key.clone(), objects.reference(hotspot.element)]);
        written.objects.insert(*id, objects.annotation(hotspot, key).into());
        annotated.get_mut(hotspot.page).into_iter().for_each(|page| page.push((*id).into()));
    }
    for (sheet, links) in sheets.iter().zip(annotated).filter(|(_, links)| !links.is_empty()) {
        written.get_dictionary_mut(*sheet)?.set("Annots", links);
    }
    let mut tree = Dictionary::new();
    tree.set("Type", "StructTreeRoot");
    tree.set("K", objects.reference(0));
    tree.set("ParentTree", dictionary([("Nums", parents.into())]));
    tree.set("ParentTreeNextKey", integer(sheets.len() + marked.hotspots.len()));
    // PDF 1.7 has no title of its own.
    tree.set("RoleMap", dictionary([("Title", "P".into())]));
    written.objects.insert(root, tree.into());
    let catalog = written.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
    Ok(())
}

/// The numbers of all objects of the structure.
struct Objects<'a> {
    root: ObjectId,
    /// `None` for an element that stands on no page.
    ids: Vec<Option<ObjectId>>,
    annotations: Vec<ObjectId>,
    sheets: &'a [ObjectId],
}

impl Objects<'_> {
    fn reference(&self, element: ElementId) -> Object {
        self.ids.get(element).copied().flatten().map_or(Object::Null, Object::from)
    }

    fn sheet(&self, page: usize) -> Object {
        self.sheets.get(page).map_or(Object::Null, |sheet| (*sheet).into())
    }

    fn element(&self, element: &Element, id: ObjectId) -> Dictionary {
        let mut object = dictionary([("S", name(element.role).into())]);
        let parent = self.reference(element.parent);
        object.set("P", if parent == Object::from(id) { self.root.into() } else { parent });
        // The page of content that names none.
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Content(page, _) => Some(*page),
            Kid::Element(_) | Kid::Annotation(_) => None,
        });
        let mut kids: Vec<Object> =
            element.kids.iter().map(|kid| self.kid(*kid, page)).filter(|kid| *kid != Object::Null).collect();
        if kids.len() == 1 {
            kids.pop().into_iter().for_each(|kid| object.set("K", kid));
        } else if !kids.is_empty() {
            object.set("K", kids);
        }
        if let Some(page) = page {
            object.set("Pg", self.sheet(page));
        }
        if let Some(attributes) = attributes(element) {
            object.set("A", attributes);
        }
        if !element.alt.is_empty() {
            object.set("Alt", text_string(&element.alt));
        }
        object
    }

    fn kid(&self, kid: Kid, own_page: Option<usize>) -> Object {
        match kid {
            Kid::Element(element) => self.reference(element),
            Kid::Content(page, mark) if Some(page) == own_page => integer(mark),
            Kid::Content(page, mark) => {
                dictionary([("Type", "MCR".into()), ("Pg", self.sheet(page)), ("MCID", integer(mark))]).into()
            }
            Kid::Annotation(number) => {
                let Some(annotation) = self.annotations.get(number) else { return Object::Null };
                dictionary([("Type", "OBJR".into()), ("Obj", (*annotation).into())]).into()
            }
        }
    }

    fn annotation(&self, hotspot: &Hotspot, key: Object) -> Dictionary {
        let what = match hotspot.uri.strip_prefix("mailto:") {
            Some(address) => format!("发送邮件：{address}"),
            None => format!("打开网页：{}", hotspot.uri),
        };
        let action = dictionary([("S", "URI".into()), ("URI", Object::string_literal(hotspot.uri.as_str()))]);
        dictionary([
            ("Type", "Annot".into()),
            ("Subtype", "Link".into()),
            ("Rect", rounded(hotspot.bounds)),
            ("Border", vec![integer(0), integer(0), integer(0)].into()),
            // Printed with the page (ISO 19005-2 6.3.2).
            ("F", integer(4)),
            ("P", self.sheet(hotspot.page)),
            ("A", action.into()),
            ("Contents", text_string(&what)),
            ("StructParent", key),
        ])
    }
}

/// The name of an element's kind (ISO 32000-1 14.8.4).
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Title => "Title",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Group => "Div",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::HeaderCell(_) => "TH",
        Role::Cell => "TD",
        Role::Caption => "Caption",
        Role::Figure => "Figure",
        Role::Link => "Link",
    }
}

fn attributes(element: &Element) -> Option<Dictionary> {
    if let Some((_, bounds)) = element.bounds {
        return Some(dictionary([
            ("O", "Layout".into()),
            ("Placement", "Block".into()),
            ("BBox", rounded(bounds)),
        ]));
    }
    let mut table = dictionary([("O", "Table".into())]);
    if let Role::HeaderCell(scope) = element.role {
        let scope = if scope == Scope::Row { "Row" } else { "Column" };
        table.set("Scope", scope);
    }
    let (rows, columns) = element.span;
    for (key, covered) in [("RowSpan", rows), ("ColSpan", columns)] {
        if covered > 1 {
            table.set(key, i64::from(covered));
        }
    }
    (table.len() > 1).then_some(table)
}

fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().collect()
}

fn integer(number: usize) -> Object {
    Object::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Edges in points, to two decimals.
pub(super) fn rounded(edges: [f32; 4]) -> Object {
    edges.into_iter().map(|edge| Object::Real((edge * 100.0).round() / 100.0)).collect::<Vec<_>>().into()
}
