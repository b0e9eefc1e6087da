"""What all screens of the console share: their frame, their menu, and who may open them."""
