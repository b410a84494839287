"""Two businesses to look around in: a beauty salon in Lviv and three barber shops.

Loading again changes nothing that is there. Everything goes through the actions that people and platforms use.
"""
