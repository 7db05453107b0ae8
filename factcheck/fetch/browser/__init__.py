"""Pages as a browser draws them: it is driven over a pipe, and reaches the network through one proxy of ours."""
