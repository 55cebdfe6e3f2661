"""Image files of every kind → grey pictures, and what is refused before it is decoded. Needs Pillow, not the recogniser."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocument
from auditor.reading.formats import rows, scan
from auditor.reading.source import Limits, Source

pytest.importorskip("PIL", reason="the extra ocr is not installed: pip install 'auditor[ocr]'")
pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install 'auditor[ocr]'")

import numpy as np  # these need the extra
from PIL import Image

from auditor.reading.scanning.images import pictures


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Source]:
    """Write an image and give it as a source."""

    def write(content: bytes, limits: Limits = Limits()) -> Source:  # noqa: B008  # a constant
        path = tmp_path / "扫描"
        path.write_bytes(content)
        return Source(path, "扫描", limits=limits)

    return write


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Give an image as a file of a kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def page(mode: str = "L") -> Image.Image:
    """Give a white page of 300 × 200 pixels whose upper left quarter is black."""
    grey = np.full((200, 300), 255, np.uint8)
    grey[:100, :150] = 0
    if mode == "I;16":
        return Image.fromarray(grey.astype(np.uint16) * 257)
    if mode == "RGBA":
        clear = np.zeros((200, 300, 4), np.uint8)
        clear[:100, :150, 3] = 255
        return Image.fromarray(clear)
    return Image.fromarray(grey).convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *(("L", "PNG"), ("L", "JPEG"), ("L", "BMP"), ("L", "TIFF"), ("L", "WEBP"), ("L", "GIF")),
        *(
            ("RGB", "PNG"),
            ("RGBA", "PNG"),
            ("P", "PNG"),
            ("1", "PNG"),
            ("I;16", "PNG"),
            ("1", "TIFF"),
            ("I;16", "TIFF"),
        ),
        *(("CMYK", "JPEG"), ("CMYK", "TIFF"), ("RGB", "JPEG"), ("RGB", "BMP")),
    ],
)
def test_every_kind_of_image(mode: str, kind: str, source: Callable[..., Source]) -> None:
    """Colours, palettes, one bit, sixteen bits, print colours and clear paper: the same grey page."""
    (picture,) = pictures(source(encoded(page(mode), kind)))
    assert picture.image.shape == (200, 300)
    assert picture.image.dtype == np.uint8
    assert picture.image[50, 75] < 10
    assert picture.image[150, 225] > 245


@pytest.mark.parametrize(
    ("stated", "dpi"),
    [((300, 300), 300), ((72, 72), 300 / 11.69), (None, 300 / 11.69), ((0, 0), 300 / 11.69)],
)
def test_resolution(stated: tuple[int, int] | None, dpi: float, source: Callable[..., Source]) -> None:
    """What a scanner wrote is believed; what every telephone writes is not, and the page is taken for A4."""
    (picture,) = pictures(source(encoded(page(), "PNG", **({"dpi": stated} if stated else {}))))
    assert picture.dpi == pytest.approx(dpi, rel=0.01)


@pytest.mark.parametrize(("orientation", "black"), [(1, (50, 75)), (3, (150, 225)), (6, (75, 150)), (8, (225, 50))])
def test_as_the_camera_was_held(orientation: int, black: tuple[int, int], source: Callable[..., Source]) -> None:
    """A photograph is turned as its camera noted."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    (picture,) = pictures(source(encoded(page("RGB"), "JPEG", exif=exif)))
    assert picture.image[black] < 40


def test_pages_of_one_file(source: Callable[..., Source]) -> None:
    """A TIFF file may hold many pages."""
    content = encoded(page(), "TIFF", save_all=True, append_images=[page("1"), page()])
    assert len(list(pictures(source(content)))) == 3


def test_a_photograph_with_its_preview(source: Callable[..., Source]) -> None:
    """Telephones put a second, smaller picture into a JPEG: it is no page and no moving picture."""
    content = encoded(page("RGB"), "MPO", save_all=True, append_images=[page("RGB").resize((30, 20))])
    (picture,) = pictures(source(content))
    assert picture.image.shape == (200, 300)


def huge_png(side: int) -> bytes:
    """Give the beginning of a PNG that says it has so many pixels a side."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "limits", "zh", "en"),
    [
        (huge_png(30_000), Limits(), "图片有 900,000,000 个像素，超过上限 100,000,000", "900,000,000 pixels"),
        (encoded(page(), "PNG"), Limits(pixels=59_999), "图片有 60,000 个像素，超过上限 59,999", "limit of 59,999"),
        (encoded(page(), "PNG")[:-60], Limits(), "图片已损坏或不完整", "damaged or incomplete"),
        (encoded(page(), "JPEG")[:300], Limits(), "图片已损坏或不完整", "damaged or incomplete"),
        (b"II*\x00\x08\x00\x00\x00", Limits(), "图片已损坏或不完整", "damaged or incomplete"),
        (b"BM" + bytes(60), Limits(), "图片已损坏或不完整", "damaged or incomplete"),
        (
            encoded(page(), "GIF", save_all=True, append_images=[page().rotate(180)]),
            Limits(),
            "动态图片",
            "a moving picture",
        ),
        (encoded(page(), "TIFF", save_all=True, append_images=[page()]), Limits(pages=1), "共有 2 页", "2 pages"),
    ],
    ids=["30,000 px", "limit", "png cut", "jpeg cut", "tiff cut", "bmp cut", "moving", "pages"],
)
def test_what_is_refused(content: bytes, limits: Limits, zh: str, en: str, source: Callable[..., Source]) -> None:
    """One sentence with the file and the reason, before anything large is decoded."""
    with pytest.raises(UnreadableDocument) as caught:
        list(pictures(source(content, limits)))
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")


def test_without_the_extra(source: Callable[..., Source], monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what is missing and how it is installed."""

    def missing() -> None:
        raise ModuleNotFoundError(name="rapidocr")

    monkeypatch.setattr("auditor.reading.scanning.page.recogniser", missing)
    with pytest.raises(UnreadableDocument) as caught:
        list(rows(source(encoded(page(), "PNG"))))
    assert 'pip install "auditor[ocr]"' in caught.value.render("zh")
    assert "rapidocr is missing" in caught.value.render("en")


def test_installed_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the extra is there is told without loading it, and once."""
    monkeypatch.setattr(scan, "find_spec", lambda name: None if name == "onnxruntime" else object())
    assert not scan.is_installed.__wrapped__()
