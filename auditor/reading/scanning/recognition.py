"""The recogniser: where text stands on a page, and what it says with how sure that is. RapidOCR; its models are in its wheel.

It runs on one thread, so that the same picture gives the same bytes, and several documents are read by several processes.
The classifier that turns lines over is off: it turns short cells (``≥90%`` → ``%06``).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from auditor.reading.scanning.ink import Image

_SETTINGS: Final = {
    "Global.use_cls": False,
    "Global.return_word_box": True,
    "Global.log_level": "critical",
    "Global.max_side_len": 1280,  # lines are found on a smaller copy: as many as on a larger one, three times as fast
    "Det.limit_type": "max",  # a narrow picture is not blown up
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 1,  # so that a line reads the same whatever is read beside it
    "Rec.rec_img_shape": [3, 48, 160],  # short values in a narrower frame: as right, a third faster
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class Rect(NamedTuple):
    """An upright rectangle of a page, in pixels: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top


class Reading(NamedTuple):
    """What a line says, and how sure its least sure character is, from 0 to 1."""

    text: str
    sureness: float


NOTHING: Final = Reading("", 0.0)


class Recogniser:
    """Finds and reads lines of text."""

    def __init__(self) -> None:
        """Load the models; raises `ImportError` where the extra is not installed."""
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._engine: Any = RapidOCR(params=_SETTINGS)  # its own types promise less than it gives

    def find(self, image: Image) -> list[Rect]:
        """Give the rectangles around lines of text on a grey page, from the top."""
        found = self._engine(_coloured(image), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        if boxes is None:
            return []
        return [
            Rect(int(box[:, 0].min()), int(box[:, 1].min()), int(box[:, 0].max()) + 1, int(box[:, 1].max()) + 1)
            for box in boxes
        ]

    def read(self, crops: Sequence[Image]) -> list[Reading]:
        """Read pictures of single lines."""
        if not crops:
            return []
        read = self._engine.recognize_txt([_coloured(crop) for crop in crops])
        return [
            Reading(text.strip(), min(words.confs, default=0.0)) if text.strip() else NOTHING
            for text, words in zip(read.txts, read.word_results, strict=True)
        ]


def _coloured(image: Image) -> Image:
    return np.repeat(image[:, :, None], 3, axis=2)


@cache
def recogniser() -> Recogniser:
    """Give the recogniser of this process, loading it once."""
    return Recogniser()
