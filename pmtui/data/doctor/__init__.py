"""The doctor: compares everything the store holds with everything else it holds, and mends what can be proved."""
