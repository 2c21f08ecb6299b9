//! What one point of the picture means: what a task does there, and how it is related to others.

mod at;
mod relations;

pub use at::SpanInfo;
pub(super) use at::state_text;
pub use relations::{Relation, RelationKind};
