//! The fuzz targets' common part; `readers` says what is fuzzed.

pub mod readers;

/// Prepares a target: a panic of another's parser that is caught ends nothing.
pub fn start() {
    let fatal = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !readers::is_foreign(panic) {
            fatal(panic);
        }
    }));
}
