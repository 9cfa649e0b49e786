use std::process::ExitCode;

// An error that `main` returned would be shown for programmers, in one line with every line break
// escaped.
fn main() -> ExitCode {
    match vaka_node::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error}");
            ExitCode::FAILURE
        }
    }
}
