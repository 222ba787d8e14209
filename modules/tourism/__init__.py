"""Tourism: what draws visitors to the paired counties, who promotes and runs it, and whom it feeds."""
