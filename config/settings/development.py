"""`bin/up`: everything on this machine, the sandbox for the world."""

from config.settings.base import *  # noqa: F403

DEBUG = False
