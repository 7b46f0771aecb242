//! A whole day played through real sockets, the evening before.
