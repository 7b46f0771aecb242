//! Who may come in: sockets, requests, identity, limits.
