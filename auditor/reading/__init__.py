"""Reading: a document → a grid of placed cells → forms. One module per format; `layout` alone knows labels."""
