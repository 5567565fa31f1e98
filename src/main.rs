//! The program: arguments, logging, window or command line. Nothing else.

fn main() {}
