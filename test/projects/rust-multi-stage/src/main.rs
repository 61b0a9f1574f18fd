mod server;

fn main() {
    server::run();
}
