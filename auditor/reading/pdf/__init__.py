"""PDF with a text layer: pdfium gives lines and characters, which become tables and lines on pages (`reading.pages`)."""
