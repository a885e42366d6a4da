//! Request and response types shared by server and command line.
