"""A process that makes the documents of one ärende after another: its pandoc, and what all the ärenden share."""

from __future__ import annotations

import io
from pathlib import Path

from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..edges.workers import Desk
from ..messages import msg
from ..problems import DraftkitError
from ..stages.load.workspace import workspace
from .app import human, translations
from .making import Made, make
from .order import Order
from .progress import Progress


class Bench:
    """Where one process works. What is wrong with one ärende does not touch the next."""

    def __init__(self, order: Order, desk: Desk) -> None:
        self.order, self.desk, self.language = order, desk, translations()
        self.pandoc = self._started()
        self.shared = workspace(disk.project(order.root, [], order.today))

    def make(self, folder: str) -> Made:
        """Makes the documents of the ärende in `folder`; what the machine refuses fails this one alone."""
        order = self.order
        drawer = human({}, self.language, final=order.final)
        drawer.colour = order.colour
        try:
            project = disk.project(order.root, [order.root / folder], order.today)
            drawer = human(project.everything(), self.language, final=order.final)
            drawer.colour = order.colour
            progress = Progress(io.StringIO(), self.language, Path(folder).name, self.desk.stage)
            return make(order, project, folder, self.pandoc, self.shared, drawer, progress)
        except (DraftkitError, OSError) as error:
            if self.pandoc.is_gone():
                if self.pandoc.out_of_memory():
                    raise MemoryError from error
                self.pandoc.close()
                self.pandoc = self._started()
            told = disk.refused(error) if isinstance(error, OSError) else error
            case = Path(folder).name
            said = drawer.say(msg("{case}: not built; earlier files are left as they were", case=case))
            return Made(f"{case}: {drawer.error(told)}\n\n", said, failed=True)

    def _started(self) -> Pandoc:
        pandoc = Pandoc()
        self.desk.engine(pandoc.pid)
        return pandoc
