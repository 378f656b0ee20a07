"""The stages: load, check, assemble, render. Pure: values in, values out."""
