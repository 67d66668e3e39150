"""What leaves the program: answers as documents."""
