"""All the commands, gathered."""

from . import build, check, lock
from .app import TROUBLE, app, colours, translations

__all__ = ["TROUBLE", "app", "build", "check", "colours", "lock", "translations"]
