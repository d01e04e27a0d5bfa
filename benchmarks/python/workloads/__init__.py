"""What is measured in CPython; each module is named like the Java class of the same workload, and has one function, measure."""
