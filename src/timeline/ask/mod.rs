//! What one point of the picture means: what a task does there, and who has to do with it.

mod at;
mod relations;

pub use at::SpanInfo;
pub(super) use at::state_text;
pub use relations::{Relation, RelationKind};
