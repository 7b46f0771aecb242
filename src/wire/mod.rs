//! What is spoken: the messages of each face.
