"""What the public site may know, as plain values."""
