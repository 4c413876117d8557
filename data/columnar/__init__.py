"""Large columns as arrays: texts, distinct values, memory."""
