fn main() -> sc_cli::Result<()> {
    vaka_node::run()
}
