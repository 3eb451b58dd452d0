"""Pages of the papers: the list and one paper, bringing files, changing what is known, handing files out."""
