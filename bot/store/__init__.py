"""Everything kept. The only room that speaks SQL; hands out frozen records."""
