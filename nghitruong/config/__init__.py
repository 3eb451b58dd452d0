"""Where the house is put together: settings, addresses, servers, and what follows from what."""
