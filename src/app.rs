//! Wires everything; the only place that names concrete adapters.
