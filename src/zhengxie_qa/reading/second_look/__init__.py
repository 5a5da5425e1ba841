"""What reorders the spans proposed and says how sure to be."""
