def default(pipe): return pipe.scheduler
