"""What every council needs before it does anything: who, by what right, under which law, and on record."""
