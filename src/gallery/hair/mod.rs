//! Hair, from the back of the head to the fringe.

pub mod back;
pub mod cuts;
pub mod fringe;
pub mod tails;
