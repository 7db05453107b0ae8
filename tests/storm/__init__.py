"""The whole of a large desk under fault: parts are killed, stopped and slowed while people act, then all is checked."""
