"""Prints generated forms as offices send them: a neutral page, and writers of it for each format.

* `page`: what stands on paper, whatever the format: paragraphs and tables of merged cells; each cell knows which values
  of the form it holds, so that a reader can be held to the page without any code of its own.
* `plain`, `workbook`, `word`, `web`, `paper`: the page as text, XLSX, DOCX, HTML and PDF; `written` holds them by name.
* `layouts`: one printer a layout, from the data of `tests.corpus` to a page.
* `readers`: other people's readers of the same files, which tell a fault of a writer from one of `auditor`.
"""
