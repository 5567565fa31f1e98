//! What the program remembers for a person rather than for a project: recent projects, where
//! reading stopped, the window.
