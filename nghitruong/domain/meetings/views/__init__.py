"""Pages of the office: the list of meetings, one meeting, its programme, its participants."""
