"""What the record says to a claim: one module for each sort of claim, each giving a finding or nothing."""
