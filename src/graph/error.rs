//! What can be wrong with embeddings.

/// Why embeddings make no graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// Numbers that do not make whole rows, or another number of entries than rows.
    #[error("{what} must hold {expected} numbers, found {found}")]
    Shape {
        /// What was measured.
        what: &'static str,
        /// Numbers needed.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
    /// A number that is NaN or infinite.
    #[error("row {row} holds a number that is not finite")]
    NotFinite {
        /// Which row.
        row: usize,
    },
    /// A group number past the last one.
    #[error("a group must be below {groups}, found {found}")]
    Group {
        /// Number of groups.
        groups: usize,
        /// The group at fault.
        found: usize,
    },
    /// A group that nothing belongs to.
    #[error("group {group} has no members")]
    Empty {
        /// Which group.
        group: usize,
    },
}
