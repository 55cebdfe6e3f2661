"""Spreadsheets: the one way to open XLSX, XLSM, XLS, ODS and XLSB, with every cell's text as a person sees it.

`workbook.sheets_of` gives the sheets of a file of any of these formats; `blocks` turns a sheet into rows of the grid.
No library shows both what a cell looks like and whether it is hidden, so the XML formats are read with the standard
library alone, and XLS through xlrd, which gives the number format of every cell.
"""
