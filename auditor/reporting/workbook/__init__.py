"""The workbook of a run: 问题清单, 整改台账, 汇总, 规则说明 and what could not be checked. Source: domain/outputs.md §5.3."""
