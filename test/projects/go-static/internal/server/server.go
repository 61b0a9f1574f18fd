package server

func Run() {}
