//! What a timeline says about traces made by hand.
