package main

import "example.com/router/internal/server"

func main() { server.Run() }
