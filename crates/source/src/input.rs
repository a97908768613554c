/// The bytes of one file as they came from the publisher.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file's name, for errors and for what it tells of the contents.
    pub name: &'a str,
    pub bytes: &'a [u8],
}
