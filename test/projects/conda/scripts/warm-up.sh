#!/bin/sh
exec python -m folding.warm_up
