//! Drops files on a window as a file manager does (XDND, version 5), for `scripts/real-window`: xdotool cannot.
//!
//! `drop_files WINDOW FILE…`: the number of the window, as xdotool has it. Ends with an error where the window does not
//! take them, or not within half a minute.

#[cfg(target_os = "linux")]
mod source {
    use std::error::Error;
    use std::time::{Duration, Instant};

    use x11rb::connection::Connection;
    use x11rb::protocol::Event;
    use x11rb::protocol::xproto::{
        AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
        SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
    };
    use x11rb::rust_connection::RustConnection;
    use x11rb::wrapper::ConnectionExt as _;
    use x11rb::{COPY_FROM_PARENT, CURRENT_TIME};

    type Result<T> = std::result::Result<T, Box<dyn Error>>;

    x11rb::atom_manager! {
        Atoms: AtomsCookie {
            XdndSelection, XdndEnter, XdndPosition, XdndStatus, XdndDrop, XdndFinished, XdndActionCopy,
            UriList: b"text/uri-list",
        }
    }

    /// How long the window may take for all of it.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// What is dragged, and from where to where.
    struct Drag {
        connection: RustConnection,
        atoms: Atoms,
        source: Window,
        target: Window,
        list: String,
    }

    /// Drags the files into the window and lets them go.
    pub fn drop_on(target: Window, files: &[String]) -> Result<()> {
        let (connection, screen) = x11rb::connect(None)?;
        let atoms = Atoms::new(&connection)?.reply()?;
        let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
        let source = connection.generate_id()?;
        let (aux, class) = (CreateWindowAux::new(), WindowClass::INPUT_ONLY);
        connection.create_window(0, source, root, 0, 0, 1, 1, 0, class, COPY_FROM_PARENT, &aux)?;
        connection.set_selection_owner(source, atoms.XdndSelection, CURRENT_TIME)?;
        let list = files.iter().map(|file| format!("file://{}\r\n", encoded(file))).collect();
        let drag = Drag { connection, atoms, source, target, list };
        let middle = drag.middle(root)?;
        drag.send(atoms.XdndEnter, [source, 5 << 24, atoms.UriList, 0, 0])?;
        drag.send(atoms.XdndPosition, [source, 0, middle, CURRENT_TIME, atoms.XdndActionCopy])?;
        drag.follow()
    }

    impl Drag {
        /// The middle of the window on the screen, as XDND has points.
        fn middle(&self, root: Window) -> Result<u32> {
            let size = self.connection.get_geometry(self.target)?.reply()?;
            let (x, y) = (i16::try_from(size.width / 2)?, i16::try_from(size.height / 2)?);
            let at = self.connection.translate_coordinates(self.target, root, x, y)?.reply()?;
            Ok((u32::try_from(at.dst_x)? << 16) | u32::try_from(at.dst_y)?)
        }

        /// Answers the window until it has the files: it asks for their names, and says whether it would take them.
        fn follow(&self) -> Result<()> {
            let (mut is_asked, mut is_welcome, mut is_dropped) = (false, false, false);
            let began = Instant::now();
            while began.elapsed() < PATIENCE {
                let Some(event) = self.connection.poll_for_event()? else {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                };
                match event {
                    Event::SelectionRequest(request) => {
                        self.tell_names(&request)?;
                        is_asked = true;
                    }
                    Event::ClientMessage(message) if message.type_ == self.atoms.XdndStatus => {
                        let [_, accepts, ..] = message.data.as_data32();
                        if accepts & 1 == 0 {
                            return Err("the window does not take files".into());
                        }
                        is_welcome = true;
                    }
                    Event::ClientMessage(message) if message.type_ == self.atoms.XdndFinished => {
                        let [_, accepted, ..] = message.data.as_data32();
                        return if accepted & 1 == 1 {
                            Ok(())
                        } else {
                            Err("the window gave them back".into())
                        };
                    }
                    _ => {}
                }
                if is_asked && is_welcome && !is_dropped {
                    self.send(self.atoms.XdndDrop, [self.source, 0, CURRENT_TIME, 0, 0])?;
                    is_dropped = true;
                }
            }
            Err("the window does not answer".into())
        }

        fn send(&self, kind: u32, data: [u32; 5]) -> Result<()> {
            let message = ClientMessageEvent::new(32, self.target, kind, data);
            self.connection.send_event(false, self.target, EventMask::NO_EVENT, message)?;
            Ok(self.connection.flush()?)
        }

        fn tell_names(&self, request: &SelectionRequestEvent) -> Result<()> {
            let (window, property) = (request.requestor, request.property);
            let bytes = self.list.as_bytes();
            self.connection.change_property8(
                PropMode::REPLACE,
                window,
                property,
                self.atoms.UriList,
                bytes,
            )?;
            let told = SelectionNotifyEvent {
                response_type: SELECTION_NOTIFY_EVENT,
                sequence: 0,
                time: request.time,
                requestor: window,
                selection: request.selection,
                target: request.target,
                property: if property == 0 { AtomEnum::NONE.into() } else { property },
            };
            self.connection.send_event(false, window, EventMask::NO_EVENT, told)?;
            Ok(self.connection.flush()?)
        }
    }

    /// A path as URIs have it.
    fn encoded(path: &str) -> String {
        let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        let byte = |byte: u8| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        path.bytes().map(byte).collect()
    }
}

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let window = words.next().ok_or("drop_files WINDOW FILE…")?.parse()?;
    source::drop_on(window, &words.collect::<Vec<_>>())
}

#[cfg(not(target_os = "linux"))]
fn main() {}
