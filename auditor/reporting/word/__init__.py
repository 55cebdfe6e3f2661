"""Word documents of a run: 项目审核意见表, one a project, and 整改通知, one a unit. Source: domain/outputs.md §5.3, §5.2."""
