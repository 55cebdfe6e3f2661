"""What a form is: its model, exact numbers, target values, dates, units and vocabulary."""
