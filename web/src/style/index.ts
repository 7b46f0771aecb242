// The styles of every face, in the order in which they build on one another.
import './fonts.css';
import './tokens.css';
import './base.css';
