//! Documents: those that people write, with fact expressions in them, and
//! those that are written out, with every figure cited.

pub mod prose;
pub mod template;
pub mod written;
